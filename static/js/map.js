/* What the map does: shapes and names to stand on, the groups of a search as pins, and a way to and from the list.
   Text of listings only ever becomes a text node. /map/script.js makes the Leaflet map and calls locatorMap.start. */
(function () {
  'use strict'

  var isCalm = window.matchMedia && window.matchMedia('(prefers-reduced-motion: reduce)').matches
  var closeUp = 13
  var sizes = { 1: 18, 2: 16, 3: 15 }

  if (window.L) {
    L.Map.mergeOptions({ zoomAnimation: !isCalm, fadeAnimation: !isCalm, markerZoomAnimation: !isCalm, inertia: !isCalm })
    // Leaflet empties a tile with a data: address, which our Content-Security-Policy refuses; taking it away is enough.
    L.TileLayer.include({ _removeTile: L.GridLayer.prototype._removeTile, _abortLoading: function () {} })
  }

  function element (name, className, text) {
    var made = document.createElement(name)
    if (className) made.className = className
    if (text) made.textContent = text
    return made
  }

  function link (href, text, className) {
    var made = element('a', className || 'govuk-link', text)
    made.href = href
    return made
  }

  function counted (number, one) {
    return number + ' ' + one + (number === 1 ? '' : 's')
  }

  function read (address) {
    return fetch(address, { credentials: 'same-origin' }).then(function (answer) {
      if (!answer.ok) throw new Error(String(answer.status))
      return answer.json()
    })
  }

  function say (text) {
    var line = document.getElementById('map-status')
    if (line && line.textContent !== text) line.textContent = text
  }

  /* An icon that has a name for people who do not see it, from the moment it is made. */
  function namedIcon (options) {
    var icon = L.divIcon(options)
    icon.createIcon = function (old) {
      var made = L.DivIcon.prototype.createIcon.call(icon, old)
      made.setAttribute('aria-label', options.label)
      return made
    }
    return icon
  }

  /* The ground */

  function pane (map, name, order) {
    var made = map.createPane(name)
    made.style.zIndex = order
    made.style.pointerEvents = 'none'
    return name
  }

  /* For what the page says elsewhere in words. */
  function silentPane (map, name, order) {
    map.getPane(pane(map, name, order)).setAttribute('aria-hidden', 'true')
    return name
  }

  function shapes (map, address, paneName, style, isWanted) {
    if (!address) return Promise.resolve(null)
    return read(address).then(function (found) {
      var layer = L.geoJSON(found, { pane: paneName, interactive: false, style: style })
      if (!isWanted || isWanted()) layer.addTo(map)
      return layer
    })
  }

  function drawGround (map, data, hasTiles) {
    var colours = getComputedStyle(map.getContainer())
    function colour (name) { return colours.getPropertyValue('--map-' + name).trim() }
    if (!hasTiles) {
      drawCouncils(map, data, colour)
      shapes(map, data.builtUp, silentPane(map, 'builtUp', 220), { stroke: false, fillColor: colour('built'), fillOpacity: 1 })
      read(data.names).then(function (rows) { drawNames(map, rows) })
    }
    shapes(map, data.councilArea, silentPane(map, 'outline', 230), { color: colour('edge'), weight: 3, fill: false })
  }

  /* Our council as an area, the others by their borders alone. Their shapes are cut off at a frame around ours: the long
     straight lines of that cut are left out. */
  function drawCouncils (map, data, colour) {
    var paneName = silentPane(map, 'councils', 210)
    read(data.councils).then(function (found) {
      found.features.forEach(function (one) {
        if (one.properties.code === data.ourCouncil) {
          L.geoJSON(one, { pane: paneName, interactive: false, style: { stroke: false, fillColor: colour('ours'), fillOpacity: 1 } }).addTo(map)
          return
        }
        var lines = []
        L.GeoJSON.coordsToLatLngs(one.geometry.coordinates, 2).forEach(function (polygon) {
          polygon.forEach(function (ring) { lines = lines.concat(shortRuns(map, ring)) })
        })
        L.polyline(lines, { pane: paneName, interactive: false, color: colour('border'), weight: 1.5 }).addTo(map)
      })
    })
  }

  function shortRuns (map, ring) {
    var runs = [[]]
    ring.forEach(function (point, place) {
      if (place && map.distance(ring[place - 1], point) > 2500) runs.push([])
      runs[runs.length - 1].push(point)
    })
    return runs
  }

  /* Names of places that never lie over one another: towns first, then villages, then parts of towns. */
  function drawNames (map, rows) {
    var paneName = silentPane(map, 'names', 450)
    var layer = L.layerGroup().addTo(map)
    function draw () {
      var zoom = map.getZoom()
      var most = zoom < 11 ? 1 : zoom < 13 ? 2 : 3
      var taken = []
      layer.clearLayers()
      rows.forEach(function (row) {
        if (row[1] > most) return
        var size = sizes[row[1]] - (zoom < 10 ? 2 : 0)
        var at = map.project([row[2], row[3]], zoom).add([0, row[1] === 1 ? 30 : 16])
        var box = [at.x - row[0].length * size * 0.29 - 4, at.y - size * 0.6, at.x + row[0].length * size * 0.29 + 4, at.y + size * 0.6]
        if (taken.some(function (one) { return one[0] < box[2] && box[0] < one[2] && one[1] < box[3] && box[1] < one[3] })) return
        taken.push(box)
        var icon = L.divIcon({ className: 'map-name map-name--' + row[1], html: element('span', '', row[0]), iconSize: [0, 0], iconAnchor: [0, row[1] === 1 ? -30 : -16] })
        L.marker([row[2], row[3]], { icon: icon, pane: paneName, interactive: false, keyboard: false }).addTo(layer)
      })
    }
    map.on('zoomend', draw)
    draw()
  }

  /* The areas of the programme, drawn when the box is ticked. */
  function offerAreas (map, data) {
    var box = document.getElementById('map-areas')
    if (!box || !data.areas) return
    var paneName = silentPane(map, 'areas', 240)
    var namesPane = silentPane(map, 'areaNames', 460)
    var shown = null
    function showNames (isWanted) {
      if (map.getPane('names')) map.getPane('names').hidden = !isWanted
    }
    function draw (found) {
      var colours = getComputedStyle(map.getContainer())
      var layer = L.geoJSON(found, {
        pane: paneName,
        interactive: false,
        style: { color: colours.getPropertyValue('--map-area').trim(), weight: 3, fill: false }
      })
      layer.eachLayer(function (one) {
        var icon = L.divIcon({ className: 'map-area-name', html: element('span', '', one.feature.properties.name), iconSize: [0, 0], iconAnchor: [0, 38] })
        L.marker(one.getBounds().getCenter(), { icon: icon, pane: namesPane, interactive: false, keyboard: false }).addTo(layer)
      })
      return layer
    }
    function change () {
      showNames(!box.checked)
      if (!box.checked) {
        if (shown) shown.remove()
      } else if (shown) {
        shown.addTo(map)
      } else {
        read(data.areas).then(function (found) {
          shown = draw(found)
          if (box.checked) shown.addTo(map)
        })
      }
    }
    box.addEventListener('change', change)
    change()
  }

  /* The groups */

  function slugsOf (venues) {
    var seen = {}
    venues.forEach(function (venue) { venue.groups.forEach(function (group) { seen[group.slug] = true }) })
    return Object.keys(seen)
  }

  function pinIcon (venue) {
    var count = venue.groups.length
    var face = element('span', 'map-pin__face', count > 1 ? String(count) : '')
    face.setAttribute('aria-hidden', 'true')
    return namedIcon({
      className: 'map-pin',
      html: face,
      iconSize: [44, 44],
      iconAnchor: [22, 44],
      label: (count > 1 ? counted(count, 'group') : venue.groups[0].name) + ', at ' + venue.name
    })
  }

  function clusterIcon (map, cluster) {
    var count = slugsOf(cluster.getAllChildMarkers().map(function (marker) { return marker.options.venue })).length
    var size = count < 10 ? 48 : count < 50 ? 54 : 62
    var face = element('span', 'map-cluster__face', String(count))
    face.setAttribute('aria-hidden', 'true')
    return namedIcon({
      className: 'map-cluster',
      html: face,
      iconSize: [size, size],
      label: counted(count, 'group') + ' here. Press Enter to ' + (cluster._zoom >= map.getMaxZoom() ? 'see them' : 'zoom in')
    })
  }

  function listLink (group, list) {
    var here = document.getElementById('group-' + group.slug)
    var page = group.page > 1 ? (list.indexOf('?') < 0 ? '?' : '&') + 'page=' + group.page : ''
    var made = link((here ? '' : list + page) + '#group-' + encodeURIComponent(group.slug), 'Show on the list')
    made.appendChild(element('span', 'govuk-visually-hidden', ': ' + group.name))
    if (here) made.addEventListener('click', function () { here.focus() })
    return made
  }

  function groupEntry (group, list) {
    var entry = element('div', 'map-popup__group')
    var name = element('h3', 'map-popup__name')
    name.appendChild(link('/services/' + encodeURIComponent(group.slug), group.name))
    entry.appendChild(name)
    entry.appendChild(element('p', 'map-popup__line', group.when))
    entry.appendChild(element('p', 'map-popup__line', group.cost))
    var more = element('p', 'map-popup__line')
    more.appendChild(listLink(group, list))
    entry.appendChild(more)
    return entry
  }

  function popupContent (venues, list) {
    var content = element('div', 'map-popup')
    venues.forEach(function (venue) {
      content.appendChild(element('h2', 'map-popup__venue', venue.name))
      if (venue.away) content.appendChild(element('p', 'map-popup__away', venue.away))
      venue.groups.forEach(function (group) { content.appendChild(groupEntry(group, list)) })
    })
    return content
  }

  function popups (map, list) {
    var cameFrom = null
    map.on('popupopen', function (event) {
      var first = event.popup.getElement().querySelector('.map-popup a')
      if (first) first.focus({ preventScroll: true })
    })
    map.on('popupclose', function (event) {
      var isInside = event.popup.getElement() && event.popup.getElement().contains(document.activeElement)
      var back = typeof cameFrom === 'function' ? cameFrom() : cameFrom
      if (isInside || document.activeElement === document.body) (back || map.getContainer()).focus({ preventScroll: true })
    })
    document.addEventListener('keydown', function (event) {
      if (event.key === 'Escape' && map._popup && map._popup.isOpen()) {
        event.preventDefault()
        map.closePopup()
      }
    })
    return function open (venues, at, from, offset) {
      map.closePopup()
      cameFrom = from
      var room = map.getSize()
      L.popup({
        minWidth: Math.min(260, room.x - 80),
        maxWidth: Math.min(380, room.x - 60),
        maxHeight: Math.max(160, Math.min(400, room.y - 150)),
        offset: offset,
        autoPanPadding: [16, 16]
      }).setLatLng(at).setContent(popupContent(venues, list)).openOn(map)
    }
  }

  function drawGroups (map, found) {
    var open = popups(map, found.list)
    var clusters = L.markerClusterGroup({
      animate: !isCalm,
      showCoverageOnHover: false,
      spiderfyOnMaxZoom: false,
      zoomToBoundsOnClick: false,
      maxClusterRadius: 76,
      iconCreateFunction: function (cluster) { return clusterIcon(map, cluster) }
    })
    var markers = found.venues.map(function (venue) {
      var marker = L.marker(venue.at, { icon: pinIcon(venue), venue: venue, riseOnHover: true })
      marker.on('click', function () { open([venue], marker.getLatLng(), function () { return marker.getElement() }, [0, -38]) })
      return marker
    })
    clusters.on('clusterclick', function (event) {
      if (map.getZoom() >= map.getMaxZoom()) {
        var venues = event.layer.getAllChildMarkers().map(function (marker) { return marker.options.venue })
        open(venues, event.layer.getLatLng(), function () { return event.layer.getElement() }, [0, -18])
      } else {
        map.once('moveend', function () {
          map.getContainer().focus({ preventScroll: true })
          sayWhatIsInView(map, found, 'Zoomed in. ')
        })
        event.layer.zoomToBounds({ padding: [40, 40] })
      }
    })
    clusters.addLayers(markers)
    map.addLayer(clusters)
    offerFromList(map, found, open)
    return markers
  }

  /* Each entry of the list gets a button that shows its first venue on the map. */
  function offerFromList (map, found, open) {
    document.querySelectorAll('[data-on-map]').forEach(function (entry) {
      var venues = found.venues.filter(function (venue) {
        return venue.groups.some(function (group) { return group.slug === entry.dataset.onMap })
      })
      if (!venues.length) return
      var button = element('button', 'govuk-button govuk-button--secondary map-show', 'Show on the map')
      button.type = 'button'
      button.appendChild(element('span', 'govuk-visually-hidden', ': ' + entry.dataset.name))
      button.addEventListener('click', function () {
        var venue = venues[0]
        map.getContainer().scrollIntoView({ block: 'center', behavior: isCalm ? 'auto' : 'smooth' })
        map.setView(venue.at, Math.max(map.getZoom(), closeUp), { animate: false })
        open([withFirst(venue, entry.dataset.onMap)], venue.at, button, [0, -38])
      })
      entry.appendChild(button)
    })
  }

  /* The venue with the group that was asked for before the others. */
  function withFirst (venue, slug) {
    var groups = venue.groups.filter(function (group) { return group.slug === slug })
    groups = groups.concat(venue.groups.filter(function (group) { return group.slug !== slug }))
    return { at: venue.at, name: venue.name, away: venue.away, groups: groups }
  }

  function drawPlace (map, place) {
    var face = element('span', 'map-you__face')
    var label = element('span', 'map-you__label', 'You searched here')
    var icon = namedIcon({ className: 'map-you', html: element('span', 'map-you__whole'), iconSize: [0, 0], label: 'You searched here: ' + place.name })
    icon.options.html.appendChild(face)
    icon.options.html.appendChild(label)
    var marker = L.marker(place.at, { icon: icon, interactive: false, keyboard: false, pane: pane(map, 'place', 590) }).addTo(map)
    marker.getElement().setAttribute('role', 'img')
    if (!place.metres) return null
    return L.circle(place.at, { radius: place.metres, className: 'map-radius', interactive: false, fill: false }).addTo(map)
  }

  function firstView (map, found, circle, wholeArea) {
    var around = { animate: false, paddingTopLeft: [34, 60], paddingBottomRight: [34, 44], maxZoom: closeUp }
    var venues = found.venues.map(function (venue) { return venue.at })
    if (found.place && venues.length) {
      map.fitBounds(L.latLngBounds((circle ? venues : venues.slice(0, 10)).concat([found.place.at])), around)
    } else if (circle) {
      map.fitBounds(circle.getBounds(), { animate: false })
    } else if (found.place) {
      map.setView(found.place.at, 12, { animate: false })
    } else if (found.venues.length && found.services < 12) {
      map.fitBounds(L.latLngBounds(venues), around)
    } else {
      map.fitBounds(wholeArea, { animate: false })
    }
  }

  function sayWhatIsInView (map, found, before) {
    var bounds = map.getBounds()
    var inView = slugsOf(found.venues.filter(function (venue) { return bounds.contains(venue.at) })).length
    var text = inView === found.services
      ? counted(found.services, 'group') + ' on the map.'
      : inView + ' of ' + counted(found.services, 'group') + ' in view.'
    if (found.elsewhere) text += ' ' + found.elsewhere + ' more ' + (found.elsewhere === 1 ? 'is' : 'are') + ' on the list only, such as those that come to you or are by phone.'
    if (found.leftOff) text += ' The map shows the first ' + found.services + '. Search for something to see fewer.'
    say((before || '') + text)
  }

  function tools (map, found, wholeArea) {
    var whole = document.getElementById('map-whole')
    if (whole) whole.addEventListener('click', function () { map.fitBounds(wholeArea) })
    var back = document.getElementById('map-back')
    if (back) back.addEventListener('click', function () { firstView(map, found, found.circle, wholeArea) })
  }

  /* A button is pressed with Enter or the space bar; Leaflet knows neither for pins. */
  function pressable (map) {
    map.getContainer().addEventListener('keydown', function (event) {
      var isPress = event.key === 'Enter' || event.key === ' '
      if (isPress && event.target.classList.contains('leaflet-marker-icon')) {
        event.preventDefault()
        event.stopPropagation()
        event.target.click()
      }
    })
  }

  function start (map, options) {
    var box = map.getContainer()
    var data = box.dataset
    var instead = document.getElementById('map-instead')
    if (instead) instead.remove()
    document.getElementById('map-tools').hidden = false
    // Without a movement: while Leaflet moves, it takes no other view, and the groups may be here before it has come to rest.
    map.fitBounds(options.wholeArea, { animate: false })
    map.zoomControl.setPosition('bottomright')
    L.control.scale({ metric: false }).addTo(map)
    map.attributionControl.setPrefix(false)
    map.attributionControl.addAttribution('<a href="/attribution">OS and NRS data © Crown copyright</a>')
    pressable(map)
    drawGround(map, data, options.hasTiles)
    offerAreas(map, data)
    read(data.points).then(function (found) {
      found.circle = found.place ? drawPlace(map, found.place) : null
      firstView(map, found, found.circle, options.wholeArea)
      drawGroups(map, found)
      tools(map, found, options.wholeArea)
      sayWhatIsInView(map, found)
      map.on('moveend', function () { sayWhatIsInView(map, found) })
      box.dataset.state = 'ready'
    }).catch(function () {
      box.dataset.state = 'failed'
      say('Sorry, the groups could not be put on the map. Please use the list.')
    })
  }

  window.locatorMap = { start: start, drawGround: drawGround }
})()

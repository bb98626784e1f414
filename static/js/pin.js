/* The pin of a venue: dragged, or put where the map is pressed. The two boxes of numbers say the same, and come first. */
(function () {
  'use strict'

  var box = document.getElementById('pin-map')
  var latitude = document.getElementById('latitude')
  var longitude = document.getElementById('longitude')
  var line = document.getElementById('pin-how')
  if (!box || !latitude || !longitude || !window.L || !window.locatorMap) return

  function typed () {
    var at = [Number(latitude.value), Number(longitude.value)]
    return latitude.value && longitude.value && Math.abs(at[0]) <= 90 && Math.abs(at[1]) <= 180 ? at : null
  }

  function write (at) {
    latitude.value = at.lat.toFixed(5)
    longitude.value = at.lng.toFixed(5)
    line.textContent = 'The pin has moved. Press “Keep this” to keep it there.'
  }

  document.getElementById('pin-instead').remove()
  var data = box.dataset
  var map = L.map(box, { minZoom: 8, maxZoom: data.tiles ? 18 : 16, zoomSnap: 0.5, scrollWheelZoom: false, keyboard: true })
  map.zoomControl.setPosition('bottomright')
  map.attributionControl.setPrefix(false)
  map.attributionControl.addAttribution('<a href="/attribution">OS and NRS data © Crown copyright</a>')
  map.setView(typed() || [55.87, -3.95], 13)
  if (data.tiles) L.tileLayer(data.tiles, { attribution: data.attribution, maxZoom: 18 }).addTo(map)
  locatorMap.drawGround(map, data, Boolean(data.tiles))

  var face = document.createElement('span')
  face.className = 'map-pin__face'
  var icon = L.divIcon({ className: 'map-pin', html: face, iconSize: [44, 44], iconAnchor: [22, 44] })
  // The boxes below do the same by keyboard, so the pin itself takes no focus.
  var pin = L.marker(map.getCenter(), { icon: icon, draggable: true, keyboard: false }).addTo(map)
  pin.on('dragend', function () { write(pin.getLatLng()) })
  map.on('click', function (event) {
    pin.setLatLng(event.latlng)
    write(event.latlng)
  })
  function follow () {
    var at = typed()
    if (!at) return
    pin.setLatLng(at)
    map.panTo(at)
  }
  latitude.addEventListener('change', follow)
  longitude.addEventListener('change', follow)
  line.textContent = 'Drag the pin, or press where it should be.'
  box.dataset.state = 'ready'
})()

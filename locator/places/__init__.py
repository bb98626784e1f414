"""Places: postcodes and place names to points and wards, distance between two points, and the map script."""

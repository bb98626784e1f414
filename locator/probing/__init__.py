"""Ask websites that listings link to whether they are still there, and nothing else: no address inside, no long answer."""

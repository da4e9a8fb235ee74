"""What can be asked of Rolefit: a function or method for each use. Knows neither HTTP nor the terminal."""

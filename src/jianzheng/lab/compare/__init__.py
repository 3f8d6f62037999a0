"""Two logs side by side: what several organisations do alike and differently, and what a redesign changed."""

"""Faults at random under ten people, and whether the desk kept what it promised."""

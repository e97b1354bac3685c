"""A whole year of evaluation played through the portal's own verbs, by people of the demo province."""

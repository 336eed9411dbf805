"""DGTi Flow: who acts, over HTTP, remembered in a database."""

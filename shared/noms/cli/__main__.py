"""`python -m noms.cli`, where no script is installed."""

from noms.cli.main import app

if __name__ == "__main__":
    app()

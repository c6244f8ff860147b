"""What every shared item is: draft, approval, release, versions, withdrawal, acknowledgement, languages."""

"""What `pip-audit --format json` found, for CI: `python tests/audit.py < found.json`.

It ends with 1 for a known vulnerability that has a fix. What could not be looked up is said, and is no failure: a
machine without a network has no data.
"""

import json
import sys
from collections.abc import Iterator
from typing import Any

NOT_AUDITED = "NOT AUDITED"


def lines(report: str) -> Iterator[str]:
    """A line for each vulnerability, and one for what was not looked up."""
    try:
        found: list[dict[str, Any]] = json.loads(report)["dependencies"]
    except ValueError:
        yield f"{NOT_AUDITED}: the data of known vulnerabilities could not be reached"
        return
    for package in found:
        for vulnerability in package.get("vulns", []):
            fixes = ", ".join(vulnerability["fix_versions"])
            advice = f"VULNERABLE, take {fixes}" if fixes else "vulnerable, no fix yet"
            yield f"{package['name']} {package['version']}: {vulnerability['id']} {advice}"
    skipped = [package["name"] for package in found if "skip_reason" in package]
    if skipped:
        yield f"{NOT_AUDITED}: {len(skipped)} of {len(found)} packages: {', '.join(skipped)}"
    yield f"audited: {len(found) - len(skipped)} of {len(found)} packages"


def main() -> int:
    """Say what was found; 1 if something can be mended."""
    said = list(lines(sys.stdin.read()))
    sys.stdout.write("\n".join(said) + "\n")
    return int(any("VULNERABLE" in line for line in said))


if __name__ == "__main__":
    raise SystemExit(main())

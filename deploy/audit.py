"""audit.py PIP-AUDIT LOCK: known vulnerabilities of what is locked, and plainly what could not be looked up.

pip-audit alone says "No known vulnerabilities found" also where its database does not answer for a single package.
Status 0: all looked up, none known. 1: some are known. 3: some could not be looked up.
"""

import json
import subprocess
import sys


def main(tool: str, lock: str) -> int:
    """Run the tool and read its answer."""
    asked = [tool, "--disable-pip", "--require-hashes", "--progress-spinner=off", "--format=json", "-r", lock]
    answer = subprocess.run(asked, check=False, capture_output=True, text=True)
    try:
        packages = json.loads(answer.stdout)["dependencies"]
    except (ValueError, KeyError):
        print(
            f"The database of vulnerabilities cannot be reached: {answer.stderr.strip().splitlines()[-1:]}",
            file=sys.stderr,
        )
        return 3
    vulnerable = [(package, known) for package in packages for known in package.get("vulns", ())]
    unknown = [package["name"] for package in packages if "skip_reason" in package]
    for package, known in vulnerable:
        print(
            f"{package['name']} {package['version']}: {known['id']}, mended in {', '.join(known['fix_versions']) or 'nothing yet'}"
        )
    print(
        f"{len(packages) - len(unknown)} of {len(packages)} packages looked up, {len(vulnerable)} vulnerabilities known."
    )
    if unknown:
        print(
            f"The database does not answer for {len(unknown)} of them: this proves nothing about those. "
            "Run it where https://pypi.org can be reached.",
            file=sys.stderr,
        )
    return 1 if vulnerable else 3 if unknown else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))

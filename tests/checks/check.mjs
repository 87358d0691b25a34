// {clients, rules: {kind: config}, pages: {name: {html, kind}}} on standard input
// -> what html-validate says of each page, and of mail the Can I Email data, as JSON. Argument: where node_modules is.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const require = createRequire(pathToFileURL(process.argv[2] + "/"));
const { caniemail } = await import(pathToFileURL(require.resolve("caniemail")));
const { HtmlValidate, StaticConfigLoader } = require("html-validate");

const { clients, rules, pages } = JSON.parse(readFileSync(0, "utf8"));
const said = {};
for (const [name, { html, kind }] of Object.entries(pages)) {
  const validator = new HtmlValidate(new StaticConfigLoader(rules[kind]));
  const report = await validator.validateString(html);
  const messages = report.results.flatMap((result) => result.messages);
  said[name] = { html: messages.map((m) => `${m.ruleId}: ${m.message} (line ${m.line})`), errors: {}, warnings: {} };
  if (kind !== "mail") continue;
  const { issues } = caniemail({ clients, html });
  for (const level of ["errors", "warnings"]) {
    for (const [client, found] of issues[level]) {
      for (const issue of found) (said[name][level][issue.title] ??= []).push(client);
    }
  }
}
process.stdout.write(JSON.stringify(said));

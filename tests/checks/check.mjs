// {clients, rules: {kind: config}, pages: {name: {html, kind}}, asked: [feature]} on standard input
// -> what html-validate says of each page, and of mail the Can I Email data, as JSON; of each feature asked for its
// entry in that data. Argument: where node_modules is.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const require = createRequire(pathToFileURL(process.argv[2] + "/"));
const { caniemail } = await import(pathToFileURL(require.resolve("caniemail")));
const { HtmlValidate, StaticConfigLoader } = require("html-validate");

const { clients, rules, pages, asked } = JSON.parse(readFileSync(0, "utf8"));
const said = {};
for (const [name, { html, kind }] of Object.entries(pages)) {
  const validator = new HtmlValidate(new StaticConfigLoader(rules[kind]));
  const report = await validator.validateString(html);
  const entry = (said[name] = { html: { errors: {}, warnings: {} }, mail: { errors: {}, warnings: {} } });
  for (const { ruleId, message, line, severity } of report.results.flatMap((result) => result.messages)) {
    (entry.html[severity > 1 ? "errors" : "warnings"][ruleId] ??= []).push(`${message} (line ${line})`);
  }
  if (kind !== "mail") continue;
  const { issues } = caniemail({ clients, html: html.replace(/<\/?tbody>/g, "") }); // it takes <tbody> for <body>
  for (const level of ["errors", "warnings"]) {
    for (const [client, found] of issues[level]) {
      for (const issue of found) (entry.mail[level][issue.title] ??= []).push(client);
    }
  }
}
const features = require("caniemail/caniemail.json").data.filter((feature) => asked.includes(feature.title));
process.stdout.write(JSON.stringify({ said, support: Object.fromEntries(features.map((one) => [one.title, one.stats])) }));

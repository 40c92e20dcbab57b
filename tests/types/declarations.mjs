/** What the public types export, and what they say of it. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript59";
import { DECLARATIONS } from "./report.mjs";

/**
 * @typedef {object} Declaration An export, or a public member of a class.
 * @property {string} place
 * @property {boolean} hasWords
 * @property {{ language: string, code: string }[]} examples
 */

const FENCED = /^```(\w+)\n([^]*?)^```$/gm;

/**
 * @param {string} packageDir
 * @returns {Declaration[]}
 */
export function declarations(packageDir) {
  return Object.values(DECLARATIONS).flatMap((path) => {
    const text = readFileSync(join(packageDir, path), "utf8");
    const file = ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, true);
    return file.statements.filter(isExported).flatMap((statement) => {
      const members = ts.isClassDeclaration(statement) ? statement.members.filter(isPublic) : [];
      return [statement, ...members].map((node) => ({
        place: placeOf(path, file, node),
        hasWords: ts.getJSDocCommentsAndTags(node).length > 0,
        examples: ts.getJSDocTags(node).filter(isExample).flatMap(codeOf),
      }));
    });
  });
}

/**
 * @param {string} path
 * @param {import("typescript59").SourceFile} file
 * @param {import("typescript59").Node} node
 */
function placeOf(path, file, node) {
  const { line } = file.getLineAndCharacterOfPosition(node.getStart(file));
  const [head] = node.getText(file).split("\n");
  return `${path}:${line + 1} ${head}`;
}

/** @param {import("typescript59").Statement} statement */
function isExported(statement) {
  const isOne =
    ts.isTypeAliasDeclaration(statement) ||
    ts.isClassDeclaration(statement) ||
    ts.isInterfaceDeclaration(statement) ||
    ts.isFunctionDeclaration(statement) ||
    ts.isVariableStatement(statement);
  if (!isOne) return false;
  const modifiers = ts.getModifiers(statement) ?? [];
  return modifiers.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);
}

/** @param {import("typescript59").ClassElement} member */
function isPublic(member) {
  return !(ts.getCombinedModifierFlags(member) & ts.ModifierFlags.Private);
}

/** @param {import("typescript59").JSDocTag} tag */
const isExample = (tag) => tag.tagName.text === "example";

/** @param {import("typescript59").JSDocTag} tag */
function codeOf(tag) {
  const text = `${ts.getTextOfJSDocComment(tag.comment)}\n`;
  return [...text.matchAll(FENCED)].map(([, language = "", code = ""]) => ({ language, code }));
}

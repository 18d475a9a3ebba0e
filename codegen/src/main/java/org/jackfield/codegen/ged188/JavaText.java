package org.jackfield.codegen.ged188;

/** Java source being written: lines with their indentation. */
final class JavaText {

    static final String PACKAGE = "org.jackfield.protocol.ged188";

    private final StringBuilder out = new StringBuilder();
    private int depth;

    /** Begins a file of the protocol's package. */
    static JavaText file(String... imports) {
        JavaText text = new JavaText();
        text.line(
                "// Generated from the tables in src/main/schema/ged188; a change belongs there.");
        text.line("package " + PACKAGE + ";");
        text.line("");
        for (String name : imports) {
            text.line("import " + name + ";");
        }
        if (imports.length > 0) {
            text.line("");
        }
        return text;
    }

    /** One line; an ending brace opens a block, a beginning one closes it. */
    JavaText line(String line) {
        if (line.startsWith("}")) {
            depth--;
        }
        if (!line.isEmpty()) {
            out.append("    ".repeat(depth)).append(line);
        }
        out.append('\n');
        if (line.endsWith("{")) {
            depth++;
        }
        return this;
    }

    /** A comment of one sentence. */
    JavaText doc(String sentence) {
        return line("/** " + sentence.replace("&", "&amp;").replace("<", "&lt;") + " */");
    }

    @Override
    public String toString() {
        return out.toString();
    }
}

package org.jackfield.codegen.ged188;

import org.jackfield.codegen.SchemaException;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * One tab separated table with a header row, read whole. Every complaint names file and line, so
 * that whoever edits a table finds the cell at once.
 */
final class TsvTable {

    /** One line of the table. */
    final class Row {

        private final int line;
        private final String[] cells;

        private Row(int line, String[] cells) {
            this.line = line;
            this.cells = cells;
        }

        /** The text of a column, empty where the line is shorter than the header. */
        String text(String column) {
            int index = columns.indexOf(column);
            if (index < 0) {
                throw new SchemaException(file + ":1: column " + column + " is missing");
            }
            return index < cells.length ? cells[index] : "";
        }

        /** A cell that must not be empty. */
        String required(String column) {
            String text = text(column);
            if (text.isEmpty()) {
                throw wrong("column " + column + " is empty");
            }
            return text;
        }

        /** A decimal or 0x number of at most 64 bits. */
        long number(String column) {
            String text = required(column);
            try {
                return Long.decode(text);
            } catch (NumberFormatException notANumber) {
                throw wrong("column " + column + ": '" + text + "' is not a number");
            }
        }

        /** The exception for this line. */
        SchemaException wrong(String what) {
            return new SchemaException(file + ":" + line + ": " + what);
        }
    }

    private final String file;
    private final List<String> columns;
    private final List<Row> rows = new ArrayList<>();

    private TsvTable(String file, List<String> columns) {
        this.file = file;
        this.columns = columns;
    }

    /**
     * Reads {@code name} in {@code folder}; a missing file or an overlong line is a schema error.
     */
    static TsvTable read(Path folder, String name) throws IOException {
        Path path = folder.resolve(name);
        if (!Files.exists(path)) {
            throw new SchemaException(name + ":1: the table is missing in " + folder);
        }
        List<String> lines = Files.readAllLines(path, StandardCharsets.UTF_8);
        if (lines.isEmpty()) {
            throw new SchemaException(name + ":1: the header row is missing");
        }
        TsvTable table = new TsvTable(name, List.of(lines.get(0).split("\t", -1)));
        for (int i = 1; i < lines.size(); i++) {
            String line = lines.get(i);
            if (line.isBlank()) {
                continue;
            }
            Row row = table.new Row(i + 1, line.split("\t", -1));
            if (row.cells.length > table.columns.size()) {
                throw row.wrong("more cells than the header row has");
            }
            table.rows.add(row);
        }
        return table;
    }

    List<Row> rows() {
        return rows;
    }
}

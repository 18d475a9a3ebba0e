package org.jackfield.codegen.record;

import org.jackfield.codegen.SchemaException;
import org.jackfield.codegen.record.RecordSchema.EnumConstant;
import org.jackfield.codegen.record.RecordSchema.EnumType;
import org.jackfield.codegen.record.RecordSchema.Field;
import org.jackfield.codegen.record.RecordSchema.Group;
import org.jackfield.codegen.record.RecordSchema.RecordType;
import org.jackfield.codegen.record.RecordSchema.TypeRef;

import java.util.ArrayList;
import java.util.List;

/**
 * Parses the house's schema language. A line is one of
 *
 * <pre>
 * package NAME : sentence
 * use NAME                        types of another schema's package
 * json                            a JSON codec is generated too
 * enum NAME : sentence            followed by indented  CONSTANT = NUMBER : sentence
 * group NAME : sentence           a sealed family of numbered records
 * record NAME : sentence          followed by indented  field type : sentence
 * record NAME NUMBER of GROUP : sentence
 * </pre>
 *
 * Types: bool int long string bytes ged188 args, an enum, record or group; a suffix {@code ?} makes
 * it optional, {@code []} a list. Fields are only ever appended: a reader of an older text gives
 * the default.
 */
final class RecordSchemaParser {

    private final RecordSchema schema;
    private int lineNumber;
    private List<EnumConstant> constants;
    private List<Field> fields;

    private RecordSchemaParser(String file) {
        this.schema = new RecordSchema(file);
    }

    static RecordSchema parse(String file, List<String> lines) {
        RecordSchemaParser parser = new RecordSchemaParser(file);
        for (String line : lines) {
            parser.lineNumber++;
            parser.line(line);
        }
        if (parser.schema.packageName == null) {
            throw parser.wrong("no `package` line");
        }
        return parser.schema;
    }

    private void line(String line) {
        String text = line.strip();
        if (text.isEmpty() || text.startsWith("#")) {
            return;
        }
        int colon = text.indexOf(" : ");
        String about = colon < 0 ? "" : text.substring(colon + 3).strip();
        String[] words = (colon < 0 ? text : text.substring(0, colon)).strip().split("\\s+");
        if (Character.isWhitespace(line.charAt(0))) {
            member(words, about);
        } else {
            declaration(words, about);
        }
    }

    private void declaration(String[] words, String about) {
        constants = null;
        fields = null;
        switch (words[0]) {
            case "package" -> {
                schema.packageName = words[1];
                schema.about = about;
            }
            case "use" -> schema.uses.add(words[1]);
            case "json" -> schema.json = true;
            case "enum" -> {
                constants = new ArrayList<>();
                schema.enums.add(new EnumType(words[1], about, constants));
            }
            case "group" -> schema.groups.add(new Group(words[1], about));
            case "record" -> record(words, about);
            default -> throw wrong("unknown declaration `" + words[0] + "`");
        }
    }

    private void record(String[] words, String about) {
        fields = new ArrayList<>();
        if (words.length == 2) {
            schema.records.add(new RecordType(words[1], 0, null, about, fields));
        } else if (words.length == 5 && words[3].equals("of")) {
            int number = number(words[2]);
            for (RecordType other : schema.membersOf(words[4])) {
                if (other.number() == number) {
                    throw wrong("number " + number + " is already " + other.name());
                }
            }
            schema.records.add(new RecordType(words[1], number, words[4], about, fields));
        } else {
            throw wrong("expected `record NAME` or `record NAME NUMBER of GROUP`");
        }
    }

    private void member(String[] words, String about) {
        if (constants != null) {
            if (words.length != 3 || !words[1].equals("=")) {
                throw wrong("expected `CONSTANT = NUMBER : sentence`");
            }
            constants.add(new EnumConstant(words[0], number(words[2]), about));
        } else if (fields != null) {
            if (words.length != 2) {
                throw wrong("expected `field type : sentence`");
            }
            fields.add(new Field(words[0], type(words[1]), about));
        } else {
            throw wrong("an indented line outside of an enum or record");
        }
    }

    private static TypeRef type(String text) {
        if (text.endsWith("?")) {
            return new TypeRef(text.substring(0, text.length() - 1), true, false);
        }
        if (text.endsWith("[]")) {
            return new TypeRef(text.substring(0, text.length() - 2), false, true);
        }
        return new TypeRef(text, false, false);
    }

    private int number(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException notANumber) {
            throw wrong("`" + text + "` is not a number");
        }
    }

    private SchemaException wrong(String what) {
        return new SchemaException(schema.file + ":" + lineNumber + ": " + what);
    }
}

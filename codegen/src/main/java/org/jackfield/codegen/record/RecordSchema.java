package org.jackfield.codegen.record;

import java.util.ArrayList;
import java.util.List;

/** One parsed {@code *.schema} file: a Java package of enums, groups and records. */
final class RecordSchema {

    record EnumConstant(String name, int value, String about) {}

    record EnumType(String name, String about, List<EnumConstant> constants) {}

    record Group(String name, String about) {}

    /** A type as a field names it: element name, nullable or list. */
    record TypeRef(String element, boolean optional, boolean list) {}

    record Field(String name, TypeRef type, String about) {}

    /** A record; {@code number} and {@code group} are set when it is a member of a group. */
    record RecordType(String name, int number, String group, String about, List<Field> fields) {}

    final String file;
    String packageName;
    String about = "";
    boolean json;
    final List<String> uses = new ArrayList<>();
    final List<EnumType> enums = new ArrayList<>();
    final List<Group> groups = new ArrayList<>();
    final List<RecordType> records = new ArrayList<>();

    RecordSchema(String file) {
        this.file = file;
    }

    List<RecordType> membersOf(String group) {
        return records.stream().filter(r -> group.equals(r.group())).toList();
    }
}

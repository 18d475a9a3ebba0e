package org.jackfield.codegen.record;

import org.jackfield.codegen.record.RecordSchema.TypeRef;

/** The page that a reader of a schema wants: every type with its fields and sentences. */
final class ReferencePage {

    private ReferencePage() {}

    static String of(RecordSchema schema) {
        StringBuilder page = new StringBuilder("# ").append(schema.packageName).append("\n\n");
        page.append(schema.about).append("\n");
        for (var group : schema.groups) {
            page.append("\n**").append(group.name()).append("** ").append(group.about());
            page.append("\n\n");
        }
        for (var type : schema.enums) {
            page.append("\n## ").append(type.name()).append("\n\n").append(type.about());
            page.append("\n\n| constant | number | meaning |\n|---|---|---|\n");
            for (var each : type.constants()) {
                page.append(
                        "| %s | %d | %s |\n".formatted(each.name(), each.value(), each.about()));
            }
        }
        for (var type : schema.records) {
            page.append("\n## ").append(type.name());
            if (type.group() != null) {
                page.append(" (%s %d)".formatted(type.group(), type.number()));
            }
            page.append("\n\n").append(type.about()).append("\n");
            if (!type.fields().isEmpty()) {
                page.append("\n| field | type | meaning |\n|---|---|---|\n");
            }
            for (var field : type.fields()) {
                String kind = text(field.type());
                page.append("| %s | %s | %s |\n".formatted(field.name(), kind, field.about()));
            }
        }
        return page.toString();
    }

    private static String text(TypeRef type) {
        return type.element() + (type.list() ? "[]" : type.optional() ? "?" : "");
    }
}

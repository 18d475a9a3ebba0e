package org.jackfield.app.tool;

import org.jackfield.protocol.ged188.TableCodec;
import org.jackfield.protocol.text.Ged188Json;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.util.HexFormat;
import java.util.concurrent.Callable;

/** {@code encode}: JSON as {@code decode --json} writes it to frames of the CTI Server protocol. */
@Command(
        name = "encode",
        description = "Make CTI Server (GED-188) frames of JSON, the reverse of decode --json.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nInput:%n",
        footer = {
            "  Lines VERSION JSON on standard input: the session's protocol version (9 to 25) and",
            "  {\"message\": NAME, \"fixed\": {FIELD: number}, \"floats\": [[FIELD, TAG, value],"
                    + " ...]}.",
            "  A line that begins with { is for the version of --protocol-version. A fixed field",
            "  left out is 0; floating fields are written in the order given.",
            "",
            "Output, a line each:",
            "  VERSION HEX, as decode reads it. A line that cannot be encoded gives 'error: TEXT',",
            "  or {\"error\": TEXT} with --json, and the next line follows; the exit code is 0 all",
            "  the same."
        })
public final class EncodeCommand implements Callable<Integer> {

    @Option(names = "--json", description = "Errors as JSON objects.")
    private boolean json;

    @Option(
            names = "--protocol-version",
            paramLabel = "N",
            defaultValue = "25",
            description =
                    "The version of lines that have none, 9 to 25 (default: ${DEFAULT-VALUE}).")
    private int defaultVersion;

    @Override
    public Integer call() throws IOException {
        LineFilter.version(Integer.toString(defaultVersion));
        LineFilter.run(System.in, System.out, this::answer);
        return 0;
    }

    String answer(String line) {
        try {
            return encoded(line);
        } catch (IllegalArgumentException wrong) {
            return json ? Ged188Json.error(wrong.getMessage()) : "error: " + wrong.getMessage();
        }
    }

    private String encoded(String line) {
        int version = defaultVersion;
        String object = line;
        if (!line.startsWith("{")) {
            String[] words = line.split("\\s+", 2);
            version = LineFilter.version(words[0]);
            object = words.length < 2 ? "" : words[1];
        }
        byte[] frame = TableCodec.encode(Ged188Json.read(object, version), version);
        return version + " " + HexFormat.of().formatHex(frame);
    }
}

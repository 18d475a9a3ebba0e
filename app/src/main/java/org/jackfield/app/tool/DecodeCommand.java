package org.jackfield.app.tool;

import org.jackfield.protocol.ged188.TableCodec;
import org.jackfield.protocol.text.Ged188Json;
import org.jackfield.protocol.text.Ged188Text;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.util.HexFormat;
import java.util.concurrent.Callable;

/** {@code decode}: frames of the CTI Server protocol as text or JSON. */
@Command(
        name = "decode",
        description = "Print CTI Server (GED-188) frames as text or JSON.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nInput:%n",
        footer = {
            "  Lines VERSION HEX on standard input: the session's protocol version (9 to 25) and",
            "  a whole frame with its 8 header bytes; blanks between the digits do not matter.",
            "",
            "Output, a line each:",
            "  NAME FIELD=value ..., or with --json",
            "  {\"message\": NAME, \"fixed\": {FIELD: number}, \"floats\": [[FIELD, TAG, value],"
                    + " ...]}",
            "  Opaque bytes are hex, an unknown tag is [\"?\", TAG, hex], a named variable",
            "  {\"name\": N, \"value\": V}, an array element {\"index\": I, \"name\": N, \"value\":"
                    + " V}.",
            "  A line that cannot be read gives 'error: TEXT' or {\"error\": TEXT} and the next",
            "  line follows; the exit code is 0 all the same."
        })
public final class DecodeCommand implements Callable<Integer> {

    @Option(names = "--json", description = "One JSON object a line.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        LineFilter.run(System.in, System.out, this::answer);
        return 0;
    }

    String answer(String line) {
        try {
            return decoded(line);
        } catch (IllegalArgumentException wrong) {
            return json ? Ged188Json.error(wrong.getMessage()) : "error: " + wrong.getMessage();
        }
    }

    private String decoded(String line) {
        String[] words = line.split("\\s+", 2);
        int version = LineFilter.version(words[0]);
        String hex = words.length < 2 ? "" : words[1].replaceAll("\\s+", "");
        TableCodec.Result result = TableCodec.decode(bytes(hex), version);
        if (result.error() != null) {
            throw new IllegalArgumentException(result.error());
        }
        return json ? Ged188Json.write(result.message()) : Ged188Text.of(result.message());
    }

    private static byte[] bytes(String hex) {
        if (hex.length() % 2 != 0) {
            throw new IllegalArgumentException("an odd number of hex digits, " + hex.length());
        }
        try {
            return HexFormat.of().parseHex(hex);
        } catch (IllegalArgumentException notHex) {
            throw new IllegalArgumentException(
                    "the frame is not hex: " + notHex.getMessage(), notHex);
        }
    }
}

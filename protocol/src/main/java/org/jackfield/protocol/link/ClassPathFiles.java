package org.jackfield.protocol.link;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Files of the class path: {@code /x} is {@code web/x}, {@code /lib/PACKAGE/x} is a file of that
 * webjar whatever its version. Pages get a content security policy that admits own scripts and, by
 * their hash, the inline scripts that stand in the page, and nothing else. A file is read once.
 */
public final class ClassPathFiles implements HttpSource {

    private static final int FILES_MAX = 2000;
    private static final String WEBJARS = "META-INF/resources/webjars/";
    private static final Pattern SAFE = Pattern.compile("(/[A-Za-z0-9@_-][A-Za-z0-9@._-]*)*/?");
    private static final Pattern LIBRARY =
            Pattern.compile("/lib/(@[A-Za-z0-9._-]+/)?([A-Za-z0-9._-]+)/(.+)");
    private static final Pattern INLINE_SCRIPT =
            Pattern.compile("<script(?![^>]*\\bsrc=)[^>]*>(.*?)</script>", Pattern.DOTALL);

    private static final Map<String, String> TYPES =
            Map.ofEntries(
                    Map.entry("html", "text/html; charset=utf-8"),
                    Map.entry("js", "text/javascript; charset=utf-8"),
                    Map.entry("mjs", "text/javascript; charset=utf-8"),
                    Map.entry("css", "text/css; charset=utf-8"),
                    Map.entry("json", "application/json"),
                    Map.entry("map", "application/json"),
                    Map.entry("webmanifest", "application/manifest+json"),
                    Map.entry("svg", "image/svg+xml"),
                    Map.entry("png", "image/png"),
                    Map.entry("ico", "image/x-icon"),
                    Map.entry("woff2", "font/woff2"),
                    Map.entry("wav", "audio/wav"),
                    Map.entry("txt", "text/plain; charset=utf-8"));

    private final ClassLoader loader;
    private final String connectSources;
    private final Map<String, HttpAnswer> known = new ConcurrentHashMap<>();

    /**
     * @param loader whose class path is served
     * @param connectSources what pages may connect to besides their own server, as in a content
     *     security policy, for instance {@code ws://host:42029}
     */
    public ClassPathFiles(ClassLoader loader, String connectSources) {
        this.loader = loader;
        this.connectSources = connectSources;
    }

    @Override
    public HttpAnswer get(String path) {
        if (!SAFE.matcher(path).matches()) {
            return null;
        }
        HttpAnswer answer = known.get(path);
        if (answer == null) {
            answer = read(path.endsWith("/") ? path + "index.html" : path);
            if (answer != null && known.size() < FILES_MAX) {
                known.put(path, answer);
            }
        }
        return answer;
    }

    private HttpAnswer read(String path) {
        String type = TYPES.get(path.substring(path.lastIndexOf('.') + 1));
        String resource = resource(path);
        if (type == null || resource == null) {
            return null;
        }
        try (InputStream in = loader.getResourceAsStream(resource)) {
            return in == null ? null : answer(type, in.readAllBytes());
        } catch (IOException broken) {
            throw new UncheckedIOException(
                    "cannot read " + resource + " of the class path", broken);
        }
    }

    private String resource(String path) throws UncheckedIOException {
        Matcher library = LIBRARY.matcher(path);
        if (!library.matches()) {
            return "web" + path;
        }
        String scope = library.group(1);
        String name =
                scope == null
                        ? library.group(2)
                        : scope.substring(1, scope.length() - 1) + "__" + library.group(2);
        String version = version(name);
        return version == null ? null : WEBJARS + name + "/" + version + "/" + library.group(3);
    }

    private String version(String name) {
        String pom = "META-INF/maven/org.webjars.npm/" + name + "/pom.properties";
        try (InputStream in = loader.getResourceAsStream(pom)) {
            if (in == null) {
                return null;
            }
            Properties properties = new Properties();
            properties.load(in);
            return properties.getProperty("version");
        } catch (IOException broken) {
            throw new UncheckedIOException("cannot read " + pom + " of the class path", broken);
        }
    }

    private HttpAnswer answer(String type, byte[] body) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("ETag", '"' + sha256(body).substring(0, 22) + '"');
        headers.put("Cache-Control", "no-cache");
        headers.put("X-Content-Type-Options", "nosniff");
        if (type.startsWith("text/html")) {
            headers.put("Content-Security-Policy", policy(body));
            headers.put("Referrer-Policy", "no-referrer");
        }
        return new HttpAnswer(200, type, Map.copyOf(headers), body);
    }

    private String policy(byte[] page) {
        StringBuilder scripts = new StringBuilder("'self'");
        Matcher inline = INLINE_SCRIPT.matcher(new String(page, StandardCharsets.UTF_8));
        while (inline.find()) {
            byte[] script = inline.group(1).getBytes(StandardCharsets.UTF_8);
            scripts.append(" 'sha256-").append(sha256(script)).append('\'');
        }
        return "default-src 'none'; script-src "
                + scripts
                + "; style-src 'self'; img-src 'self' data:; media-src 'self'; font-src 'self'"
                + "; manifest-src 'self'; connect-src 'self' "
                + connectSources
                + "; base-uri 'none'; form-action 'none'";
    }

    private static String sha256(byte[] bytes) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}

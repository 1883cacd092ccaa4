package dev.commonground.crew.report;

import freemarker.core.HTMLOutputFormat;
import freemarker.template.TemplateModel;
import freemarker.template.TemplateModelException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** The one script of a report. The content security policy of the page admits it by its hash, and no other. */
final class SearchScript {

    private static final String TEXT = read();

    /** The hash as a policy names it, such as {@code sha256-...}. */
    static final String HASH = "sha256-" + hash();

    /** The script as a template prints it, without escapes. */
    static final TemplateModel MARKUP = markup();

    private SearchScript() {}

    private static String read() {
        try (InputStream in = SearchScript.class.getResourceAsStream("search.js")) {
            if (in == null) {
                throw new IllegalStateException("The script search.js is not on the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("The script search.js cannot be read from the class path", e);
        }
    }

    private static String hash() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(TEXT.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    private static TemplateModel markup() {
        try {
            return HTMLOutputFormat.INSTANCE.fromMarkup(TEXT);
        } catch (TemplateModelException e) {
            throw new IllegalStateException("The script cannot be printed", e);
        }
    }
}

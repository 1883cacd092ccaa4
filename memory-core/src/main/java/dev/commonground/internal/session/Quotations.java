package dev.commonground.internal.session;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.commonground.memory.Statement;
import dev.commonground.store.JsonMappers;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The words of statements as they occur in blobs: in UTF-8, within JSON, and as Java writes an object. Overwriting keeps
 * the length of a blob, so it can still be read.
 */
final class Quotations {

    /** Shorter words would be found everywhere. */
    private static final int SHORTEST = 6;

    /** The longest text that Java writes in this form. */
    private static final int LONGEST_UTF = 65_535;

    private final List<byte[]> forms;

    private Quotations(List<byte[]> forms) {
        this.forms = forms;
    }

    /** Returns the words of what an erasure reaches: text, value and evidence, the longest first. */
    static Quotations of(Collection<DerivedMemories.Found> erased) {
        Set<String> words = new LinkedHashSet<>();
        for (DerivedMemories.Found found : erased) {
            Statement statement = found.statement();
            words.add(statement.text());
            Optional.ofNullable(statement.value()).ifPresent(words::add);
            words.addAll(found.quotes());
        }
        List<byte[]> forms = new ArrayList<>();
        words.stream()
                .filter(word -> word.strip().length() >= SHORTEST)
                .sorted(Comparator.comparingInt(String::length).reversed())
                .forEach(word -> forms.addAll(formsOf(word)));
        return new Quotations(forms);
    }

    private static Collection<byte[]> formsOf(String word) {
        List<byte[]> forms = new ArrayList<>(List.of(word.getBytes(UTF_8)));
        forms.add(new String(JsonStringEncoder.getInstance().quoteAsString(word)).getBytes(UTF_8));
        forms.add(jsonBytes(word));
        if (word.length() < LONGEST_UTF / 3) {
            forms.add(modifiedUtf(word));
        }
        return forms;
    }

    /** Returns the word as Jackson writes it to bytes: there it escapes a character beyond 16 bits, but not in a text. */
    private static byte[] jsonBytes(String word) {
        try {
            byte[] quoted = JsonMappers.STRICT.writeValueAsBytes(word);
            return Arrays.copyOfRange(quoted, 1, quoted.length - 1);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A text can be written as JSON", e);
        }
    }

    private static byte[] modifiedUtf(String word) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            new DataOutputStream(bytes).writeUTF(word);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Arrays.copyOfRange(bytes.toByteArray(), Short.BYTES, bytes.size());
    }

    /** Returns a copy of {@code data} in which the words are overwritten; empty if it contains none of them. */
    Optional<byte[]> overwritten(byte[] data) {
        byte[] copy = data.clone();
        boolean any = false;
        for (byte[] form : forms) {
            for (int at = indexOf(copy, form, 0); at >= 0; at = indexOf(copy, form, at)) {
                Arrays.fill(copy, at, at + form.length, (byte) 'x');
                any = true;
            }
        }
        return any ? Optional.of(copy) : Optional.empty();
    }

    private static int indexOf(byte[] data, byte[] form, int from) {
        for (int at = from; at <= data.length - form.length; at++) {
            if (data[at] == form[0] && Arrays.equals(data, at, at + form.length, form, 0, form.length)) {
                return at;
            }
        }
        return -1;
    }
}

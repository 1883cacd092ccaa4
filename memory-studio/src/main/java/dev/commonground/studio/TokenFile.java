package dev.commonground.studio;

import dev.commonground.memory.Author;
import dev.commonground.studio.mcp.SeatRules;
import dev.commonground.studio.page.Visitor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option that names the file with the tokens of clients. */
final class TokenFile {

    private static final String PERSON = "person";
    private static final String USER = "user";

    @Option(
            names = "--tokens",
            paramLabel = "FILE",
            description =
                    "A JSON file with the tokens of clients and what each fixes: {\"TOKEN\": {\"task\": \"q3\", \"agent\": \"writer\"}}")
    private @Nullable Path file;

    boolean given() {
        return file != null;
    }

    SeatRules addTo(SeatRules rules) {
        return file == null ? rules : rules.withTokens(read(file));
    }

    /**
     * Returns the visitor of the page for each token.
     *
     * @param user the user whose memory a visitor sees if the token names none, or null
     * @throws IllegalArgumentException if a token fixes no person, or more than the page can respect
     */
    Map<String, Visitor> visitors(@Nullable String user) {
        Map<String, Visitor> visitors = new LinkedHashMap<>();
        if (file != null) {
            SeatRules.tokens(read(file)).forEach((token, parts) -> visitors.put(token, visitor(parts, user)));
        }
        return visitors;
    }

    private static Visitor visitor(Map<String, String> parts, @Nullable String user) {
        String person = parts.get(PERSON);
        if (person == null || !Set.of(PERSON, USER).containsAll(parts.keySet())) {
            throw new IllegalArgumentException(
                    "A token for the page names a person, and perhaps a user, and nothing else: write {\"TOKEN\": {\"person\": \"ann\"}}");
        }
        return new Visitor(Author.person(person), parts.getOrDefault(USER, user));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException("The file %s could not be read: see the cause".formatted(file), e);
        }
    }
}

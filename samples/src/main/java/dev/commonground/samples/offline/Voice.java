package dev.commonground.samples.offline;

import dev.commonground.memory.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** The voice of a text: its general sentences, and the sentence that a note becomes. */
enum Voice {
    /** The voice of a text without a required tone. */
    FRIENDLY,
    FORMAL;

    static Voice of(Optional<String> tone) {
        return tone.map(Voice::ofTone).orElse(FRIENDLY);
    }

    private static Voice ofTone(String tone) {
        return TextTerms.mentions(tone, OfflineVocabulary.FRIENDLY_TONES) ? FRIENDLY : FORMAL;
    }

    /** Returns sections of general sentences, without a fact about the client. */
    SectionedText prose() {
        String file = name().toLowerCase(Locale.ROOT) + ".md";
        try (InputStream stream = Objects.requireNonNull(Voice.class.getResourceAsStream(file), file)) {
            return SectionedText.parse(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("The sentences in %s cannot be read from the class path".formatted(file), e);
        }
    }

    /** Returns the statement of {@code note} as a sentence. */
    String sentence(Note note) {
        if (note.hasKey(Note.BUDGET)) {
            return choose("The budget is %s.", "Your budget is %s.").formatted(note.said());
        }
        if (note.hasKey(Note.DEADLINE)) {
            return choose("The deadline is %s.", "You need this by %s.").formatted(note.said());
        }
        return lead(note.kind()).formatted(embedded(note));
    }

    private String lead(Kind kind) {
        return switch (kind) {
            case CONSTRAINT -> choose("The following condition applies: %s.", "We keep in mind what you told us: %s.");
            case PREFERENCE -> choose("The following is preferred: %s.", "We know how you like it: %s.");
            case DECISION -> choose("The following has been settled: %s.", "This much is settled: %s.");
            case FINDING -> choose("As reported, %s.", "We heard that %s.");
            case QUESTION -> choose("Still to be answered: %s.", "We still have to find out from you: %s.");
            case ARTIFACT -> choose("Already available: %s.", "You already have this: %s.");
        };
    }

    private String choose(String formal, String friendly) {
        return this == FORMAL ? formal : friendly;
    }

    /** Returns the words of {@code note} for the inside of a sentence. A friendly text addresses the client as you. */
    private String embedded(Note note) {
        String text = OfflineVocabulary.OPEN_LABEL
                .matcher(note.text())
                .replaceFirst("")
                .replaceAll("[.!?\\s]+$", "");
        String subject = withoutCapital(text).replaceFirst("^client\\b", "the client");
        return this == FORMAL
                ? subject
                : subject.replaceFirst("^they\\b", "you").replaceFirst("^their\\b", "your");
    }

    /** Returns {@code text} with a small first letter, unless its first word may be a name. */
    private static String withoutCapital(String text) {
        String start = text.split(" ", 2)[0];
        boolean ordinary = Stream.of(OfflineVocabulary.IDLE, OfflineVocabulary.BUSINESS, OfflineVocabulary.CLIENTS)
                .anyMatch(words -> words.contains(start.toLowerCase(Locale.ROOT)));
        return ordinary ? start.toLowerCase(Locale.ROOT) + text.substring(start.length()) : text;
    }
}

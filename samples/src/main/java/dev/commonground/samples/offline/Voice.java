package dev.commonground.samples.offline;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** How a text speaks: the sentences that suit any text, and how a note becomes one. */
enum Voice {
    /** What the model falls into when nobody told it better. */
    FRIENDLY,
    FORMAL;

    static Voice of(Optional<String> tone) {
        return tone.map(Voice::ofTone).orElse(FRIENDLY);
    }

    private static Voice ofTone(String tone) {
        return Terms.mentions(tone, Vocabulary.FRIENDLY_TONES) ? FRIENDLY : FORMAL;
    }

    /** Returns sections of general sentences, which state nothing about anybody. */
    Markdown prose() {
        String file = name().toLowerCase(Locale.ROOT) + ".md";
        try (InputStream stream = Objects.requireNonNull(Voice.class.getResourceAsStream(file), file)) {
            return Markdown.parse(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The sentences in %s, which belong to this jar, cannot be read".formatted(file), e);
        }
    }

    /** Returns a sentence that says what {@code note} says. */
    String sentence(Note note) {
        if (note.hasKey(Note.BUDGET)) {
            return choose("The budget is %s.", "Your budget is %s.").formatted(note.said());
        }
        if (note.hasKey(Note.DEADLINE)) {
            return choose("The deadline is %s.", "You need this by %s.").formatted(note.said());
        }
        return lead(note.kind()).formatted(embedded(note));
    }

    private String lead(Note.Kind kind) {
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

    /** Returns the words of {@code note} as they stand inside a sentence; a friendly text speaks to whom it is about. */
    private String embedded(Note note) {
        String text =
                Vocabulary.OPEN_LABEL.matcher(note.text()).replaceFirst("").replaceAll("[.!?\\s]+$", "");
        String start = text.split(" ", 2)[0];
        boolean ordinary = Stream.of(Vocabulary.IDLE, Vocabulary.BUSINESS, Vocabulary.CLIENTS)
                .anyMatch(words -> words.contains(start.toLowerCase(Locale.ROOT)));
        String inside = ordinary ? start.toLowerCase(Locale.ROOT) + text.substring(start.length()) : text;
        String subject = inside.replaceFirst("^client\\b", "the client");
        return this == FORMAL
                ? subject
                : subject.replaceFirst("^they\\b", "you").replaceFirst("^their\\b", "your");
    }
}

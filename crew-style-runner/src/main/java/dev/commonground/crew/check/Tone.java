package dev.commonground.crew.check;

import dev.commonground.crew.check.Rule.Finding;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Checks the tone of a text by its words. */
final class Tone {

    private static final Pattern CASUAL = ToneWords.anyOf(ToneWords.casual().keySet());
    private static final Pattern STIFF = ToneWords.anyOf(ToneWords.stiff().keySet());
    private static final Pattern YOU = ToneWords.anyOf(List.of("you", "your", "yours", "yourself"));

    private Tone() {}

    static Optional<Finding> judge(String value, Markdown text) {
        String plain = text.plain().replace('\u2019', '\'').toLowerCase(Locale.ROOT);
        return switch (value.toLowerCase(Locale.ROOT)) {
            case "formal" -> Optional.of(formal(plain));
            case "casual", "friendly", "informal" -> Optional.of(casual(plain));
            default -> Optional.empty();
        };
    }

    private static Finding formal(String plain) {
        Set<String> signs = new LinkedHashSet<>();
        signs.addAll(ToneWords.contractions(plain));
        signs.addAll(ToneWords.found(CASUAL, plain));
        if (plain.contains("!")) {
            signs.add("!");
        }
        return signs.isEmpty()
                ? Finding.met("formal: no contraction, exclamation mark or casual word")
                : Finding.violated("not formal: remove " + listed(signs));
    }

    private static Finding casual(String plain) {
        Set<String> stiff = ToneWords.found(STIFF, plain);
        if (!stiff.isEmpty()) {
            return Finding.violated("too stiff: remove " + listed(stiff));
        }
        return YOU.matcher(plain).find()
                ? Finding.met("addresses the reader as you, without stiff words")
                : Finding.violated("never addresses the reader: say you or your");
    }

    private static String listed(Set<String> signs) {
        return String.join(", ", List.copyOf(signs).subList(0, Math.min(5, signs.size())));
    }
}

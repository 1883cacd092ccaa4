package dev.commonground.crew.check;

import dev.commonground.crew.check.Rule.Finding;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** How a text sounds, by signs that can be named. */
final class Tone {

    private static final Pattern CONTRACTION = Pattern.compile(
            "\\b(?:\\p{L}+n't|\\p{L}+'(?:re|ve|ll|d|m)|(?:it|that|there|here|what|who|where|how|let|he|she)'s)\\b");

    private static final Pattern CASUAL = oneOf(
            "hey|hi|yeah|yep|nope|ok|okay|gonna|wanna|gotta|kinda|sorta|stuff|awesome|cool|guys|folks|btw|lol|cheers|super easy|no worries|a bunch of|lots of|tons of");

    private static final Pattern STIFF = oneOf(
            "hereby|herein|hereto|hereinafter|henceforth|heretofore|hitherto|thereof|therein|thereto|whereas|wherein|pursuant|aforementioned|aforesaid|notwithstanding|forthwith|shall|utilize|utilise");

    private static final Pattern YOU = oneOf("you|your|yours|yourself");

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
        signs.addAll(found(CONTRACTION, plain));
        signs.addAll(found(CASUAL, plain));
        if (plain.contains("!")) {
            signs.add("!");
        }
        return signs.isEmpty()
                ? Finding.met("formal: no contraction, exclamation mark or casual word")
                : Finding.violated("not formal: remove " + listed(signs));
    }

    private static Finding casual(String plain) {
        Set<String> stiff = found(STIFF, plain);
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

    private static Set<String> found(Pattern pattern, String text) {
        Set<String> found = new LinkedHashSet<>();
        pattern.matcher(text).results().map(MatchResult::group).forEach(found::add);
        return found;
    }

    private static Pattern oneOf(String words) {
        return Pattern.compile("\\b(?:" + words + ")\\b");
    }
}

package dev.commonground.internal.learning;

/** The punctuation marks of many scripts, each with the ASCII mark that it is compared as. */
final class PunctuationMarks {

    private static final String[] FORMS = {
        "'‘’‚‛‹›′", "\"“”„‟«»″「」『』〝〞〟｢｣《》", "-‐‑‒–—―−", ".。｡।۔።", ",、､،", "?؟", ";؛", "!¡",
    };

    private PunctuationMarks() {}

    /** Returns the ASCII mark for {@code c}, or an empty text if it is no mark of another form. */
    static String plain(int c) {
        for (String forms : FORMS) {
            if (forms.indexOf(c, 1) > 0) {
                return forms.substring(0, 1);
            }
        }
        return "";
    }
}

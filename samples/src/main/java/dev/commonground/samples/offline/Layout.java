package dev.commonground.samples.offline;

import dev.commonground.samples.offline.SectionedText.Form;
import dev.commonground.samples.offline.SectionedText.TextSection;
import java.util.ArrayList;
import java.util.List;

/** Converts a text to blocks of short bullets with headings. */
final class Layout {

    /** The maximum number of words of a bullet. A longer one is split. */
    private static final int LONGEST = 35;

    private Layout() {}

    static SectionedText inBlocks(SectionedText text) {
        return text.mapSections(Layout::block);
    }

    private static TextSection block(TextSection section) {
        List<String> bullets = new ArrayList<>();
        section.sentences().forEach(sentence -> bullets.addAll(cut(sentence)));
        return new TextSection(section.heading().isBlank() ? "Overview" : section.heading(), Form.BULLETS, bullets);
    }

    private static List<String> cut(String sentence) {
        List<String> words = new ArrayList<>(TextTerms.pieces(sentence));
        List<String> bullets = new ArrayList<>();
        while (words.size() > LONGEST) {
            List<String> head = words.subList(0, LONGEST);
            bullets.add(String.join(" ", head));
            head.clear();
        }
        bullets.add(String.join(" ", words));
        return bullets;
    }
}

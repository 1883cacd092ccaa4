package dev.commonground.samples.offline;

import dev.commonground.samples.offline.Markdown.Form;
import dev.commonground.samples.offline.Markdown.Section;
import java.util.ArrayList;
import java.util.List;

/** Lays a text out in headed blocks of short bullets. */
final class Layout {

    /** A bullet that is longer is cut in two. */
    private static final int LONGEST = 35;

    private Layout() {}

    static Markdown inBlocks(Markdown text) {
        return text.mapSections(Layout::block);
    }

    private static Section block(Section section) {
        List<String> bullets = new ArrayList<>();
        section.sentences().forEach(sentence -> bullets.addAll(cut(sentence)));
        return new Section(section.heading().isBlank() ? "Overview" : section.heading(), Form.BULLETS, bullets);
    }

    private static List<String> cut(String sentence) {
        List<String> words = new ArrayList<>(Terms.pieces(sentence));
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

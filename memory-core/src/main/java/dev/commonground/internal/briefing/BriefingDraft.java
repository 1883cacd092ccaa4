package dev.commonground.internal.briefing;

import dev.commonground.internal.text.RecalledText;
import dev.commonground.memory.Kind;
import dev.commonground.memory.Memory;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A briefing that grows line by line within a budget. Each line is counted once, when it is offered.
 *
 * <p>Not thread-safe.
 */
final class BriefingDraft {

    /** A worse note is not worth a longer look for one that fills the last gap. */
    private static final int MISSES = 8;

    private final BriefingForm form;
    private final String withdrawn;
    private final ToIntFunction<String> counter;
    private final int budget;
    private final int heldBack;
    private final Map<BriefingSection, List<BriefingItem>> items = new EnumMap<>(BriefingSection.class);
    private final Map<BriefingSection, StringBuilder> lines = new EnumMap<>(BriefingSection.class);
    private final Set<BriefingItem> taken = new HashSet<>();
    private final Set<String> titles = new HashSet<>();
    private int tokens;

    /**
     * Begins a briefing without memories.
     *
     * @param withdrawn the lines that tell what the reader must no longer rely on
     * @param atMostLeftOut what it may leave out, so it keeps room to say so
     * @param heldBack how many memories of low trust are held back
     */
    BriefingDraft(
            BriefingForm form,
            String withdrawn,
            ToIntFunction<String> counter,
            int budget,
            Map<Kind, Integer> atMostLeftOut,
            int heldBack) {
        this.form = form;
        this.withdrawn = withdrawn;
        this.counter = counter;
        this.budget = budget;
        this.heldBack = heldBack;
        this.tokens = counter.applyAsInt(
                RecalledText.START + form.preface() + withdrawn + notice(atMostLeftOut) + RecalledText.END);
    }

    /** Returns about the tokens of the text so far, and not fewer. */
    int tokens() {
        return tokens;
    }

    /** Counts the text as a whole, because the tokens of each line are rounded up. */
    void recount(Map<Kind, Integer> leftOut) {
        tokens = counter.applyAsInt(text(leftOut));
    }

    /** Adds an item if the text as a whole may still fit into the budget. */
    boolean add(BriefingItem item) {
        int roundedUp = 2 * taken.size();
        return add(item, (int) Math.min(Integer.MAX_VALUE, (long) budget + roundedUp));
    }

    /** Adds those items that fit into a share of the free budget, until several in a row do not fit. */
    void fill(List<BriefingItem> offered, double share) {
        fillUpTo(tokens + (int) (share * (budget - tokens)), offered);
    }

    /** Adds those items that fit into a number of tokens, until several in a row do not fit. */
    void fillUpTo(int limit, List<BriefingItem> offered) {
        int misses = 0;
        for (BriefingItem item : offered) {
            if (misses == MISSES) {
                return;
            }
            if (!taken.contains(item)) {
                misses = add(item, limit) ? 0 : misses + 1;
            }
        }
    }

    private boolean add(BriefingItem item, int limit) {
        String title = item.section().title(form);
        String line = item.line(form);
        int longer = tokens + counter.applyAsInt(line) + (titles.contains(title) ? 0 : counter.applyAsInt(title));
        if (longer > limit) {
            return false;
        }
        tokens = longer;
        titles.add(title);
        taken.add(item);
        items.computeIfAbsent(item.section(), section -> new ArrayList<>()).add(item);
        lines.computeIfAbsent(item.section(), section -> new StringBuilder()).append(line);
        return true;
    }

    boolean isEmpty() {
        return items.isEmpty();
    }

    /** Returns all items in the order of the text. */
    List<BriefingItem> items() {
        return items.values().stream().flatMap(List::stream).toList();
    }

    /** Returns the items of a section in the order of the text. */
    List<BriefingItem> items(BriefingSection section) {
        return items.getOrDefault(section, List.of());
    }

    /** Returns the memories of some sections in the order of the text. */
    List<Memory> memories(BriefingSection... sections) {
        return Stream.of(sections)
                .flatMap(section -> items(section).stream())
                .flatMap(item -> item.memories().stream())
                .toList();
    }

    /** Returns the text that ends with what is left out. */
    String text(Map<Kind, Integer> leftOut) {
        StringBuilder text = new StringBuilder(RecalledText.START);
        if (items.isEmpty() && leftOut.isEmpty() && heldBack == 0) {
            return text.append(withdrawn)
                    .append("Nothing is known yet.\n")
                    .append(RecalledText.END)
                    .toString();
        }
        text.append(form.preface()).append(withdrawn);
        String last = "";
        for (Map.Entry<BriefingSection, StringBuilder> section : lines.entrySet()) {
            String title = section.getKey().title(form);
            text.append(title.equals(last) ? "" : title).append(section.getValue());
            last = title;
        }
        return text.append(notice(leftOut)).append(RecalledText.END).toString();
    }

    private String notice(Map<Kind, Integer> leftOut) {
        String held = RecalledText.heldBack(heldBack);
        if (leftOut.isEmpty()) {
            return held;
        }
        return "Left out: "
                + leftOut.entrySet().stream().map(BriefingDraft::amount).collect(Collectors.joining(", "))
                + "; recall finds them.\n"
                + held;
    }

    private static String amount(Map.Entry<Kind, Integer> kind) {
        String name = kind.getKey().name().toLowerCase(Locale.ROOT);
        return kind.getValue() + " " + (kind.getValue() == 1 ? name : name + "s");
    }
}

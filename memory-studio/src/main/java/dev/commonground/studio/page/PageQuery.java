package dev.commonground.studio.page;

import jakarta.servlet.http.HttpServletRequest;

/**
 * What a visitor asked for; every part is empty if it is missing.
 *
 * @param everything whether a search also shows what is hardly related
 * @param from the number of a moment, or -1
 * @param to the number of a moment, or -1
 * @param cursor the later moment, if it is not numbered: the cursor of a checkpoint
 */
public record PageQuery(
        String task,
        String id,
        String question,
        boolean everything,
        PageFilter filter,
        String after,
        int from,
        int to,
        String cursor) {

    static PageQuery of(HttpServletRequest request) {
        return new PageQuery(
                given(request, "task"),
                given(request, "id"),
                given(request, "q"),
                given(request, "floor").equals("none"),
                PageFilter.of(request),
                given(request, "after"),
                number(request, "from"),
                number(request, "to"),
                given(request, "cursor"));
    }

    static String given(HttpServletRequest request, String name) {
        String value = request.getParameter(name);
        return value == null ? "" : value.strip();
    }

    private static int number(HttpServletRequest request, String name) {
        try {
            return Integer.parseInt(given(request, name));
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    /** Returns whether the question holds something to search for. */
    boolean searches() {
        return question.codePoints().anyMatch(Character::isLetterOrDigit);
    }
}

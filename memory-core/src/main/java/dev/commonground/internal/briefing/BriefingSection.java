package dev.commonground.internal.briefing;

import dev.commonground.memory.Author;
import dev.commonground.memory.Kind;
import dev.commonground.memory.Memory;

/** The sections of a briefing, in the order of its text. */
enum BriefingSection {
    BINDING_FROM_PEOPLE("Binding, the result must respect every one:", "People require:"),
    BINDING_FROM_AGENTS("Binding, the result must respect every one:", "Agents require:"),
    CONFLICTS("In conflict, both are live until someone settles it:", "In conflict:"),
    UNCONFIRMED(
            "Unconfirmed, does not bind until a person or another source confirms it:", "Unconfirmed, does not bind:"),
    QUESTIONS("Open questions:", "Open questions:"),
    DONE("Already done:", "Already done:"),
    FINDINGS("Findings:", "Findings:");

    private final String fullTitle;
    private final String shortTitle;

    BriefingSection(String fullTitle, String shortTitle) {
        this.fullTitle = fullTitle;
        this.shortTitle = shortTitle;
    }

    /** Returns the section of a memory that is in no conflict. */
    static BriefingSection of(Memory memory) {
        if (memory.kind().binding()) {
            return isFromPeople(memory) ? BINDING_FROM_PEOPLE : BINDING_FROM_AGENTS;
        }
        if (memory.kind() == Kind.QUESTION) {
            return QUESTIONS;
        }
        return memory.kind() == Kind.ARTIFACT ? DONE : FINDINGS;
    }

    private static boolean isFromPeople(Memory memory) {
        return memory.assertions().stream()
                .anyMatch(assertion -> assertion.author().type() == Author.Type.PERSON);
    }

    /** Returns whether its memories bind the reader. */
    boolean binding() {
        return this == BINDING_FROM_PEOPLE || this == BINDING_FROM_AGENTS;
    }

    /** Returns the title on its line; neighbouring sections with one title share it. */
    String title(BriefingForm form) {
        return (form == BriefingForm.FULL ? fullTitle : shortTitle) + "\n";
    }
}

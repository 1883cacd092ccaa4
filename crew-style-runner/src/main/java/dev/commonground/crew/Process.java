package dev.commonground.crew;

/** In which order a crew works through its tasks. */
@SuppressWarnings("JavaLangClash") // CrewAI's word for it
public enum Process {
    /** One task after the other, each agent knowing what those before it learned. */
    SEQUENTIAL
}

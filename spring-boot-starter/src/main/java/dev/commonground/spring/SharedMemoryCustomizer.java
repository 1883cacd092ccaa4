package dev.commonground.spring;

import dev.commonground.SharedMemory;

/** A bean that changes the settings of the application's memory before it is opened, such as its rights. */
@FunctionalInterface
public interface SharedMemoryCustomizer {

    /** Changes the settings; called once, after the properties are applied. */
    void customize(SharedMemory.Builder settings);
}

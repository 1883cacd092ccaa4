/** Tools to test what agents remember: assertions, a JUnit extension, a scripted chat model and a store on the heap. */
@NullMarked
package dev.commonground.test;

import org.jspecify.annotations.NullMarked;

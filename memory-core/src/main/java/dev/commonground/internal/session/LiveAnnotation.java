package dev.commonground.internal.session;

import dev.commonground.store.Entry;

/** A live annotation with its position, which is negative while the annotation is pending. */
record LiveAnnotation(long position, Entry.Annotate annotation) {}

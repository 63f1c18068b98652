/** A small house that breaks every rule once, so that the rules are known to be able to fail. */
package io.tallyhouse.scenarios.architecture.planted;

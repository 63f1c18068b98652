/** What other services read from the catalogue when their copy lacks it. Owns nothing: it reads the features' ports. */
package io.tallyhouse.catalog.internal;

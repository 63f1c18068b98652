/** What all codecs of records share: how they say that bytes are not what a topic promises. */
package io.tallyhouse.contracts.codec;

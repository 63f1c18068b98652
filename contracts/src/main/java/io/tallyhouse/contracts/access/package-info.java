/** What an access key may do. */
package io.tallyhouse.contracts.access;

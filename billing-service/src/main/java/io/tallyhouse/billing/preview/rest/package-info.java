/** The REST door of preview. */
package io.tallyhouse.billing.preview.rest;

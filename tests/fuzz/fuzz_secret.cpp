// SPDX-License-Identifier: GPL-3.0-or-later
#include "fuzz.h"

#include "core/crypto/secret.h"

using namespace shoal;
using namespace shoal::fuzz;

// A secret as people paste it: whatever is taken prints as itself, and what is not taken is never repeated.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size)
{
    const ByteView text = viewOf(data, size);
    const auto secret = crypto::Secret::parse(text);
    if (!secret) {
        requireText(secret.error());
        require(!tellsSecret(secret.error().context, text, 8), "an error holds nothing of a secret");
        return 0;
    }
    const Bytes printed = secret->text();
    require(printed.size() == crypto::Secret::kTextSize, "a secret has 33 characters");
    require(text.find(printed) != ByteView::npos, "a secret prints as it was written");
    const auto again = crypto::Secret::parse(printed);
    require(again && again->text() == printed, "what a secret prints is that secret");

    const crypto::Secret readOnly = secret->readOnly();
    require(readOnly.permission() == crypto::Permission::ReadOnly, "a read-only secret grants no more");
    require(readOnly.text()[0] == 'B' && readOnly.readOnly().text() == readOnly.text(), "it is its own read-only form");
    require(crypto::ShareKeys::derive(readOnly).id() == crypto::ShareKeys::derive(*secret).id(),
            "both secrets name one share");
    return 0;
}

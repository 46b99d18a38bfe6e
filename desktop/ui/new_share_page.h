// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "desktop/ui/secret_tool.h"
#include "desktop/ui/wizard_page.h"

class QLabel;

namespace shoal::models {
class Instance;
}

namespace shoal::ui {

class CreatePage;
class SecretRow;

// The secrets of a new share, and what they allow. Finish makes it.
class NewSharePage final : public WizardPage
{
    Q_OBJECT

public:
    // All outlive it.
    NewSharePage(models::Instance& instance, SecretTool& secrets, const CreatePage& folder);

    int nextId() const override { return -1; }
    void initializePage() override;

Q_SIGNALS:
    void added(const QString& share);

protected:
    void carryOut(const Done& done) override;
    void retranslate() override;

private:
    models::Instance& m_instance;
    SecretTool& m_secrets;
    const CreatePage& m_folder;
    SecretTool::Pair m_pair; // made once: who goes back may have copied them
    SecretRow* const m_readWrite;
    SecretRow* const m_readOnly;
    QLabel* const m_hint;
};

} // namespace shoal::ui

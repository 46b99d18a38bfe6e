// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "desktop/models/conflict_model.h"
#include "desktop/ui/page_context.h"
#include "desktop/ui/share_pane.h"

class QLabel;
class QPushButton;

namespace shoal::ui {

class Table;
class VersionCard;

// Files that were changed on two devices at once: both versions, and which of them to keep.
class ConflictsPane final : public SharePane
{
    Q_OBJECT

public:
    explicit ConflictsPane(const PageContext& context, QWidget* parent = nullptr);

    void setShare(const models::Share& share) override;
    QString title() const override;

protected:
    void setShown(bool shown) override;
    void retranslate() override;

private:
    enum class Keep { This, That, Both };

    void showCondition();
    void showChosen();
    const models::ConflictItem* chosen() const;
    void keep(Keep which);
    void give(const models::ConflictItem& item, const QString& keep);

    const PageContext m_context;
    models::ConflictModel m_model;
    models::Share m_share;
    Table* const m_table;
    QWidget* const m_versions;
    VersionCard* const m_this;
    VersionCard* const m_that;
    QPushButton* const m_both;
    QLabel* const m_note;
};

} // namespace shoal::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "desktop/models/archive_model.h"
#include "desktop/ui/page_context.h"
#include "desktop/ui/share_pane.h"

class QLabel;
class QPushButton;

namespace shoal::ui {

class SearchedTable;

// Versions of files that were replaced or deleted, and how to get them back.
class ArchivePane final : public SharePane
{
    Q_OBJECT

public:
    explicit ArchivePane(const PageContext& context, QWidget* parent = nullptr);

    void setShare(const models::Share& share) override;
    QString title() const override;

protected:
    void setShown(bool shown) override;
    void retranslate() override;

private:
    void showCondition();
    void restore();
    void restoreAs();
    void give(const models::ArchivedVersion& version, const QString& to);

    const PageContext m_context;
    models::ArchiveModel m_model;
    models::Share m_share;
    SearchedTable* const m_found;
    QLabel* const m_done;
    QPushButton* const m_restore;
    QPushButton* const m_restoreAs;
};

} // namespace shoal::ui

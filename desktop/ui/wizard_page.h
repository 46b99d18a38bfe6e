// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWizardPage>
#include <functional>
#include <optional>

class QVBoxLayout;

namespace shoal::ui {

class NoteLine;

// A page whose Next or Finish may take a while and may fail: then the page stays as it is, says why, and can be changed
// and tried again. Subclasses build into body().
class WizardPage : public QWizardPage
{
    Q_OBJECT

public:
    explicit WizardPage(QWidget* parent = nullptr);

    bool isComplete() const final;
    bool validatePage() final;
    bool isBusy() const { return m_isBusy; }

protected:
    // Nothing: it went well. Otherwise a sentence for the person.
    using Done = std::function<void(const std::optional<QString>&)>;

    QVBoxLayout* body() const { return m_body; }
    // Whether what is filled in makes sense.
    virtual bool isFilledIn() const { return true; }
    // What Next or Finish does; calls `done` once, at any time, unless the page is gone.
    virtual void carryOut(const Done& done) { done(std::nullopt); }
    virtual void retranslate() = 0;
    // Something was changed: what went wrong before is past.
    void touched();
    void changeEvent(QEvent* event) override;

private:
    void goOn(const std::optional<QString>& mistake);

    QVBoxLayout* m_body;
    NoteLine* m_mistake;
    bool m_isBusy = false;
    bool m_isDone = false;
};

} // namespace shoal::ui
